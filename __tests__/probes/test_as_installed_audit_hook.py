from __future__ import annotations

import importlib.machinery
import json
import os
import re
import shutil
import subprocess
import textwrap
import unittest
from pathlib import Path

from support import PROBES, ProbeTest, read_lines


class AuditHookTest(ProbeTest):
    def setUp(self) -> None:
        super().setUp()
        self.env = self.environment()
        self.log = self.folder / "lög"
        self.log.mkdir()
        self.checkout = self.folder / "checkout"
        self.module = self.write("checkout/demo/__init__.py", "value = 1\n")
        self.write("checkout/demo/__main__.py")
        self.data = self.write("checkout/data.txt", "data")
        self.elsewhere = self.write("elsewhere/file.txt").parent
        self.install({"forbidden": [str(self.checkout)], "log": str(self.log)})

    def install(self, settings: object) -> None:
        shutil.copy(str(PROBES / "as_installed_audit_hook.py"), str(self.env.site))
        self.env.install("as_installed_audit_hook.pth", "import as_installed_audit_hook\n")
        self.env.install("as_installed_audit_hook.start", "as_installed_audit_hook:start\n")
        self.env.install("as_installed_audit_hook.json", json.dumps(settings))

    def run_python(self, *args: str, cwd: Path | None = None, **options: object) -> str:
        """Runs the environment's python, checks that it exits with 0, and returns its stdout and stderr."""
        process = subprocess.run(
            [self.env.python, *args], cwd=str(cwd or self.elsewhere), timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options,
        )
        self.assertEqual(process.returncode, 0, process.stdout.decode())
        return process.stdout.decode()

    def run_code(self, code: str, *args: str, **options: object) -> str:
        return self.run_python("-c", textwrap.dedent(code), *args, **options)

    def events(self) -> list[dict]:
        return read_lines(self.log)

    def kinds(self) -> set[tuple[str, str]]:
        return {(event["kind"], Path(event["path"]).name) for event in self.events()}

    def processes(self) -> int:
        """The number of processes that executed a module or script that is reported."""
        return len([file for file in self.log.iterdir() if re.search("exec|loaded", file.read_text(encoding="utf-8"))])

    def executed(self) -> list[dict]:
        return [event for event in self.events() if event["kind"] == "exec"]

    def test_no_events(self) -> None:
        self.run_code("""
            import json, os, sys, tempfile
            open(os.devnull).close()
            open(os.path.join(sys.argv[1], "written"), "w").close()
            try: open(os.path.join(sys.argv[1], "absent"))
            except FileNotFoundError: pass
            os.close(os.open(sys.argv[1], os.O_RDONLY)) if os.name == "posix" else None
            open("file.txt").close()
            exec(compile("1", "<" + sys.argv[1] + ">", "exec"))
        """, str(self.checkout))
        self.assertEqual(self.events(), [])
        self.assertEqual(list(self.log.iterdir()), [])

    def test_import(self) -> None:
        self.write("elsewhere/user.py", f"""
            import sys
            sys.path.insert(0, {str(self.checkout)!r})
            def use():
                import demo
            use()
        """)
        self.run_python("user.py", "a", "b", "c")
        [event] = self.executed()
        self.assertEqual(event["path"], str(self.module))
        self.assertEqual((Path(event["importer"]["file"]).name, event["importer"]["line"]), ("user.py", 5))
        self.assertEqual(event["entry"], str(self.checkout))
        self.assertEqual((event["origin"]["kind"], event["origin"]["line"]), ("code", 3))
        self.assertEqual(Path(event["origin"]["file"]).name, "user.py")
        self.assertEqual(self.processes(), 1)

    def test_once_per_process(self) -> None:
        code = "for _ in range(3): exec(compile('1', 'x.py', 'exec'))"
        self.run_python("-c", code, cwd=self.checkout)
        self.assertEqual(len(self.executed()), 1)

    def origin(self) -> tuple:
        """The origin of all "exec" events, which must be the same."""
        [origin] = {json.dumps(event["origin"]) for event in self.executed()}
        found = json.loads(origin)
        return found and (found["kind"], found["file"] and Path(found["file"]).name, found["line"])

    def test_origin_in_an_imported_module(self) -> None:
        self.write("elsewhere/unrelated.py", "import sys\nsys.path.append('somewhere')\n")
        self.write("elsewhere/changes_path.py", f"import sys\n\nsys.path.insert(0, {str(self.checkout)!r})\n")
        self.write("elsewhere/user.py", """
            import unrelated
            import changes_path
            import demo
        """)
        self.run_python("user.py")
        self.assertEqual(self.origin(), ("code", "changes_path.py", 3))

    def test_origin_in_a_module_imported_after_another_change(self) -> None:
        self.write("elsewhere/changes_path.py", f"import sys\nsys.path[:0] = [{str(self.checkout)!r}]\n")
        self.write("elsewhere/user.py", """
            import sys
            sys.path.append("somewhere")
            import changes_path
            def use():
                import demo
            use()
        """)
        self.run_python("user.py")
        self.assertEqual(self.origin(), ("code", "changes_path.py", 2))

    def test_origin_in_a_caller(self) -> None:
        self.write("elsewhere/user.py", f"""
            import sys
            def use():
                import demo
            sys.path += [{str(self.checkout)!r}]
            use()
            sys.path.remove({str(self.checkout)!r})
        """)
        self.run_python("user.py")
        self.assertEqual(self.origin(), ("code", "user.py", 5))

    def test_origin_is_pythonpath(self) -> None:
        for variable in str(self.checkout), os.pathsep.join(["somewhere", str(self.checkout), ""]):
            self.run_code("import demo", env={**os.environ, "PYTHONPATH": variable})
            self.assertEqual(self.origin(), ("PYTHONPATH", None, None))

    def test_origin_is_the_program(self) -> None:
        self.run_code("import demo", cwd=self.checkout)
        self.run_python("-m", "demo", cwd=self.checkout)
        self.run_python(str(self.write("checkout/program.py", "import demo")))
        self.assertEqual(self.origin(), ("program", None, None))

    def test_origin_is_a_change_of_directory(self) -> None:
        self.write("elsewhere/user.py", f"""
            import os, sys
            sys.path.insert(0, "")
            os.chdir({str(self.checkout)!r})
            import demo
        """)
        self.run_python("user.py")
        self.assertEqual(self.origin(), ("code", "user.py", 4))

    def test_unknown_origin(self) -> None:
        self.run_code("import sys; sys.argv = []; sys.path.append(sys.executable and %r); import demo" % str(self.checkout))
        self.assertEqual(self.origin(), None)

    def test_child_processes_with_a_path_in_the_checkout(self) -> None:
        program = self.write("checkout/program.py")
        self.write("elsewhere/user.py", f"""
            import os, subprocess, sys
            def start(*args, **more):
                subprocess.run([sys.executable, *args], check=True, **more)
            start("-c", "", cwd={str(self.checkout)!r})
            start({str(program)!r})
            start("-c", "", env={{"PYTHONPATH": os.pathsep.join(["x", {str(self.data.parent / "demo")!r}])}})
            start("-c", "", cwd=os.getcwd())
            subprocess.run("exit 0", shell=True, check=True)
        """)
        self.run_python("user.py")
        children = [event for event in self.events() if event["kind"] == "child"]
        self.assertEqual({Path(event["path"]).name for event in children}, {"checkout", "program.py", "demo"})
        self.assertEqual({event["importer"]["line"] for event in children}, {4})

    def test_loaded_modules(self) -> None:
        shipped = [self.env.site / "shipped", self.env.site / "single.py"]
        for name in "shipped/__init__.py", "shipped/used.py", "shipped/unused.py", "single.py", "other.py":
            self.env.install(name)
        self.install({"forbidden": [], "log": str(self.log), "shipped": [str(path) for path in shipped]})
        if os.name != "nt":
            (self.elsewhere / "shipped").symlink_to(shipped[0])
            (self.elsewhere / "single.py").symlink_to(shipped[1])
        code = "import shipped.used, single, other, os; exec('1'); os.name == 'nt' or os.fork() or os._exit(0)"
        for options in [], ["-I"]:
            self.run_python(*options, "-c", code)
            loaded = [line for line in self.events() if line["kind"] == "loaded"]
            site = os.path.realpath(str(self.env.site))
            wanted = {"shipped/__init__.py", "shipped/used.py", "single.py"}
            self.assertEqual({line["path"] for line in loaded}, {os.path.join(site, *one.split("/")) for one in wanted})
        # Once per process; a fork does not load them again.
        self.assertEqual((len(loaded), self.processes()), (6, 2))

    def test_modules_of_the_sandbox(self) -> None:
        self.write("sandbox/helper.py")
        self.write("sandbox/tests.py", "import helper, needs_helper\n")
        self.env.install("needs_helper.py", "import sys\nsys.modules.pop('helper')\nimport helper\n")
        self.env.install("calls_import.py", "import importlib\nimportlib.import_module('helper')\n")
        self.install({"forbidden": [], "log": str(self.log), "sandbox": str(self.folder / "sandbox")})
        self.run_python("-c", "import calls_import", cwd=self.folder / "sandbox")
        self.assertEqual(self.kinds(), set())
        self.run_python("-m", "tests", cwd=self.folder / "sandbox")
        helper, event = self.events()
        self.assertEqual((helper["kind"], Path(helper["path"]).name), ("helper", "helper.py"))
        self.assertEqual((Path(helper["importer"]["file"]).name, helper["importer"]["line"]), ("tests.py", 1))
        self.assertEqual((event["kind"], Path(event["path"]).name), ("sandbox", "helper.py"))
        self.assertEqual((Path(event["importer"]["file"]).name, event["importer"]["line"]), ("needs_helper.py", 3))

    def test_replaced_functions_are_not_called(self) -> None:
        self.run_code("""
            import json, os, sys
            from unittest.mock import patch
            sys.path.insert(0, sys.argv[1])
            with patch("builtins.open") as opened, patch("os.getpid") as pid, patch("json.dumps") as dumps, \\
                    patch("os.write") as written, patch("os.getcwd") as folder:
                exec(compile("1", os.path.join(sys.argv[1], "demo", "other.py"), "exec"))
                exec(compile("1", "relative.py", "exec"))
            for function in opened, pid, dumps, written, folder:
                function.assert_not_called()
        """, str(self.checkout))
        self.assertEqual({Path(event["path"]).name for event in self.executed()}, {"other.py"})

    def test_in_a_deleted_directory(self) -> None:
        gone = self.write("gone/file").parent
        self.run_code(f"""
            import os, shutil, subprocess, sys
            shutil.rmtree({str(gone)!r})
            code = "import sys; sys.path = [*sys.path, sys.argv[1]]; import demo"
            subprocess.run([sys.executable, "-I", "-c", code, {str(self.checkout)!r}], check=True)
        """, cwd=gone) if os.name == "posix" else None
        self.assertEqual(len(self.executed()), 1 if os.name == "posix" else 0)

    def test_from_bytecode(self) -> None:
        self.run_code("import demo", cwd=self.checkout)
        self.run_code("import demo", cwd=self.checkout)
        self.assertEqual([event["path"] for event in self.executed()], [str(self.module)] * 2)

    def test_run_as_module(self) -> None:
        self.run_python("-m", "demo", cwd=self.checkout)
        self.assertLessEqual({("exec", "__init__.py"), ("exec", "__main__.py")}, self.kinds())
        self.assertTrue(all(event["importer"] is None for event in self.executed()))

    def test_run_as_script(self) -> None:
        script = self.write("checkout/scrípt.py")
        self.run_python(script.name, cwd=self.checkout)
        self.assertEqual([event["path"] for event in self.executed()], [str(script)])

    def test_isolated_child_without_environment(self) -> None:
        self.run_code("""
            import subprocess, sys
            code = "import sys; sys.path.insert(0, sys.argv[1]); import demo"
            for flags in [], ["-I"], ["-P"] if sys.version_info >= (3, 11) else []:
                subprocess.run([sys.executable, *flags, "-c", code, sys.argv[1]], env={}, check=True)
        """, str(self.checkout), env=None)
        self.assertEqual((self.processes(), len(self.executed())), (3, 3))

    def test_spawned_process(self) -> None:
        self.write("elsewhere/spawn.py", """
            import multiprocessing
            def work(folder):
                import sys
                sys.path.insert(0, folder)
                import demo
            if __name__ == "__main__":
                import sys
                process = multiprocessing.get_context("spawn").Process(target=work, args=(sys.argv[1],))
                process.start()
                process.join()
        """)
        self.run_python("spawn.py", str(self.checkout))
        [event] = self.executed()
        self.assertEqual(Path(event["importer"]["file"]).name, "spawn.py")

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_fork(self) -> None:
        self.run_code("""
            import os, sys
            sys.path.insert(0, sys.argv[1])
            import demo
            if os.fork() == 0:
                del sys.modules["demo"]
                import demo
                os._exit(0)
            os.wait()
        """, str(self.checkout))
        self.assertEqual((self.processes(), len(self.executed())), (2, 2))

    def test_open(self) -> None:
        code = """
            import os, pathlib, sys
            path = sys.argv[1]
            {}
        """
        ways = [
            "open(path).close()", "open(os.fsencode(path), 'r+b').close()", "pathlib.Path(path).read_text()",
            "os.close(os.open(path, os.O_RDONLY))", "os.chdir(os.path.dirname(path)); open('data.txt')",
            "open(os.path.join(os.path.dirname(path), 'demo', '..', 'data.txt'))",
        ]
        for number, way in enumerate(ways, 1):
            self.run_code(code.format(way), str(self.data))
            self.assertEqual(len(self.events()), number, way)
        self.assertEqual({(event["kind"], event["path"]) for event in self.events()}, {("open", str(self.data))})
        self.assertEqual({event["importer"]["file"] for event in self.events()}, {"<string>"})

    def test_open_for_writing(self) -> None:
        self.run_code("import sys; open(sys.argv[1], 'a').close()", str(self.data))
        self.assertEqual(self.events(), [])

    def test_directory_with_the_same_prefix(self) -> None:
        other = self.write("checkout-2/data.txt")
        self.run_code("import sys; open(sys.argv[1]).close()", str(other))
        self.assertEqual(self.events(), [])

    def test_extension(self) -> None:
        library = self.checkout / ("native" + importlib.machinery.EXTENSION_SUFFIXES[0])
        library.write_bytes(b"not a library")
        self.run_code("""
            try: import native
            except ImportError: pass
        """, cwd=self.checkout)
        self.assertIn(("extension", library.name), self.kinds())

    @unittest.skipIf(os.name == "nt", "needs symbolic links")
    def test_links(self) -> None:
        (self.folder / "linked").symlink_to(self.checkout)
        (self.elsewhere / "linked.txt").symlink_to(self.data)
        self.run_code("import demo", cwd=self.folder / "linked")
        self.run_code("open('linked.txt').close()")
        self.assertLessEqual({("exec", "__init__.py"), ("open", "linked.txt")}, self.kinds())

    @unittest.skipIf(os.name == "nt", "needs symbolic links")
    def test_forbidden_through_a_link(self) -> None:
        (self.folder / "linked").symlink_to(self.checkout)
        self.install({"forbidden": [str(self.folder / "linked")], "log": str(self.log)})
        self.run_code("import demo", cwd=self.checkout)
        self.assertEqual(len(self.executed()), 1)

    def test_threads_at_interpreter_exit(self) -> None:
        output = self.run_code("""
            import sys, threading
            def read():
                while True:
                    with open(sys.argv[1]): pass
                    exec(compile("1", "x.py", "exec"))
            for _ in range(4):
                threading.Thread(target=read, daemon=True).start()
        """, str(self.data))
        self.assertEqual(output, "")

    def test_deep_recursion(self) -> None:
        output = self.run_code("""
            import sys
            def deeper():
                open(sys.argv[1]).close()
                deeper()
            try: deeper()
            except RecursionError: pass
        """, str(self.data))
        self.assertEqual(output, "")

    def test_broken_settings(self) -> None:
        for settings in {}, [], {"forbidden": None, "log": 1}, {"forbidden": [], "log": ""}:
            self.install(settings)
            self.assertEqual(self.run_code("print('fine')").strip(), "fine")
        self.install({"forbidden": [str(self.checkout)], "log": str(self.folder / "absent")})
        self.assertEqual(self.run_code("import demo; print('fine')", cwd=self.checkout).strip(), "fine")
        (self.env.site / "as_installed_audit_hook.json").unlink()
        self.assertEqual(self.run_code("print('fine')").strip(), "fine")


if __name__ == "__main__":
    unittest.main()
