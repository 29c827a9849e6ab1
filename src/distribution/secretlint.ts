import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'

/** A credential that a rule of secretlint found. */
export interface SecretlintMessage {
  /** The kind of credential, such as `GITHUB_TOKEN`. */
  readonly messageId: string
  /** The first and last offset in the text. */
  readonly range: readonly [number, number]
}

/** Searches a text for credentials with the recommended rules of secretlint. */
export async function lintText(path: string, text: string): Promise<readonly SecretlintMessage[]> {
  const { messages } = await lintSource({
    // Without an extension: for .json and .p12, a rule would open the file itself.
    source: { filePath: path, content: text, ext: '', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
    },
  })
  return messages
}
