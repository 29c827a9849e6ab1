/** Files of a workspace of five packages: path -> content. */
export function workspace(): Readonly<Record<string, string>> {
  return {
    'pyproject.toml': `[tool.uv.workspace]\nmembers = ["packages/*"]\n`,
    ...member('acme-core', { 'settings.py': 'DEFAULTS = {"color": "auto"}\n' }),
    ...member('acme-text', { 'wrap.py': 'def wrap(text):\n    return text.split()\n' }),
    ...member('acme-report', { 'report.py': 'def report():\n    return "ok"\n' }),
    ...member('acme-web', {
      '__init__.py': 'from pathlib import Path\n\nPAGE = (Path(__file__).parent / "page.html").read_text()\n',
      'page.html': '<h1>Acme</h1>\n',
    }),
    ...member(
      'acme-cli',
      {
        'cli.py': 'import packaging.version\n\n\ndef main():\n    print(packaging.version.Version("1.0"))\n',
      },
      ['[project.scripts]', 'acme = "acme_cli.cli:main"'],
    ),
  }
}

/** A package with one test, built by setuptools, which includes its Python files only. */
function member(
  name: string,
  files: Readonly<Record<string, string>>,
  settings: readonly string[] = [],
): Record<string, string> {
  const [directory, module] = [`packages/${name}`, name.replace('-', '_')]
  const lines = [
    '[build-system]',
    'requires = ["setuptools>=77"]',
    'build-backend = "setuptools.build_meta"',
    '',
    '[project]',
    `name = "${name}"`,
    'version = "1.2.0"',
    'requires-python = ">=3.8"',
    '',
    ...settings,
    ...(settings.length === 0 ? [] : ['']),
    '[dependency-groups]',
    'test = ["pytest>=8"]',
    '',
    '[tool.setuptools.packages.find]',
    'where = ["src"]',
    '',
  ]
  return {
    [`${directory}/pyproject.toml`]: lines.join('\n'),
    [`${directory}/src/${module}/__init__.py`]: '',
    ...Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`${directory}/src/${module}/${file}`, text]),
    ),
    [`${directory}/tests/test_${module}.py`]: `import ${module}\n\n\ndef test_import():\n    assert ${module}.__name__\n`,
  }
}
