import { stripVTControlCharacters } from 'node:util'

/** Removes what terminals, XML parsers and log viewers would act on: escape sequences, control and format characters. */
export function withoutControlCharacters<T>(value: T): T {
  return cleanValue(value) as T
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    // A patch is data: it must stay as it can be applied.
    Object.entries(value).map(([key, item]) => [key, key === 'patch' ? item : cleanValue(item)]),
  )
}

/** Keeps tabs and line ends; removes overrides of the text direction (Unicode TR36) too. */
function cleanText(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g,
        '',
      )
      // Halves of surrogate pairs are no characters.
      .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
  )
}
