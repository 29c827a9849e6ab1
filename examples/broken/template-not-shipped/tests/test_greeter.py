import subprocess
import sys

from greeter import greeting


def test_greeting_is_polite():
    assert greeting("Ada") == "Good day, Ada!\n"


def test_module_imports_in_a_fresh_process():
    subprocess.run([sys.executable, "-c", "import greeter.cli"], check=True)
