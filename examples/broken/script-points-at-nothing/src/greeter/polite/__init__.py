from pathlib import Path


def greeting(name: str) -> str:
    """The greeting for a name, from the template."""
    template = Path(__file__).parent.parent / "templates" / "greeting.txt"
    return template.read_text(encoding="utf-8").format(name=name)
