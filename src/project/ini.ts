/** The sections of an INI file, each with its keys in lower case. Multi-line values keep their line breaks. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Parses the dialect of Python's configparser that setup.cfg and tox.ini use: `#` and `;` comments on their own
 * lines, `=` or `:`, values continued by indentation. Never throws: lines that cannot be parsed are skipped.
 */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let key: string | undefined
  let keyIndent = 0
  for (const line of text.split(/\r?\n/)) {
    const content = line.trim()
    if (content === '' || /^[#;]/.test(content)) continue
    const indent = line.length - line.trimStart().length
    const header = /^\[(.+)\]/.exec(line)
    if (header?.[1] !== undefined) {
      section = sections.get(header[1].trim()) ?? new Map()
      sections.set(header[1].trim(), section)
      key = undefined
    } else if (section !== undefined && key !== undefined && indent > keyIndent) {
      section.set(key, `${section.get(key)}\n${content}`.trim())
    } else {
      const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content)
      key = pair?.[1]?.toLowerCase()
      keyIndent = indent
      if (key !== undefined) section?.set(key, pair?.[2] ?? '')
    }
  }
  return sections
}
