import argparse

from packaging.version import Version

from greeter import greeting


def main() -> None:
    parser = argparse.ArgumentParser(prog="greet", description="Greet somebody.")
    parser.add_argument("name")
    parser.add_argument("--api", type=Version, default=Version("1.0"), help="version of the greeting")
    arguments = parser.parse_args()
    print(greeting(arguments.name), end="")
