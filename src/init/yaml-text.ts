/** Returns a text as a YAML scalar, quoted if necessary. */
export function yamlText(text: string): string {
  const isPlain =
    /^[A-Za-z_./][\w./*+ -]*$/.test(text) && !/^(true|false|null|yes|no|on|off|~)$|\s$/i.test(text)
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`
}

/** Returns texts as a YAML list in one line. */
export function yamlItems(texts: readonly string[]): string {
  const item = (text: string) => (/[*[\]{},]/.test(text) ? `'${text.replaceAll("'", "''")}'` : yamlText(text))
  return `[${texts.map(item).join(', ')}]`
}
