import { count, list, listSome } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about imports. */
export interface ImportRuleFacts {
  'import-failed': {
    module: string
    error: string
    /**
     * `public`: a public module; `own-module`, `own-name`: the wheel lacks a module or name of its own; `checkout`: it can
     * be imported from the checkout; `elsewhere`: the distribution is not the cause.
     */
    why: 'public' | 'own-module' | 'own-name' | 'checkout' | 'elsewhere'
    /** The installed extras. */
    extras: readonly string[]
    others: readonly { readonly module: string; readonly error: string }[]
  }
}

/** The texts of the rules about imports. */
export const IMPORT_RULES: RuleTexts<ImportRuleFacts> = {
  'import-failed': {
    title: 'The package does not import',
    why: 'What does not import cannot be used, and in the checkout it does not show.',
    message: ({ module, error, why, extras, others }) => {
      const names = others.map((other) => other.module)
      if (why === 'elsewhere')
        return `${count(others.length + 1, 'other module does', 'other modules do')} not import here, for want of something optional, of settings or of another platform: ${listSome([module, ...names], 3)}.`
      const from = `from the installed wheel${extras.length > 0 ? ` with the extra ${list(extras)}` : ''}`
      const checkout = why === 'checkout' ? ', and works from the sources of the checkout' : ''
      return `"import ${module}" fails ${from}${checkout}: ${error}${names.length > 0 ? ` (and so ${names.length > 1 ? 'do' : 'does'} ${listSome(names, 3)})` : ''}.`
    },
    fix: ({ module, why }) => IMPORT_FIXES[why].replaceAll('MODULE', module),
  },
}

const TO_SEE_IT =
  'To see it: install the wheel into an empty environment, and there run: python -c "import MODULE"'

const IMPORT_FIXES: Readonly<Record<ImportRuleFacts['import-failed']['why'], string>> = {
  public: `Mend what the error names. ${TO_SEE_IT}`,
  'own-module': `Add the module that is missing, or remove the import of it. ${TO_SEE_IT}`,
  'own-name': `Define the name that is missing, or import it from where it is. ${TO_SEE_IT}`,
  checkout: `Let the build ship what it reads or imports, as it is in the checkout. ${TO_SEE_IT}`,
  elsewhere: 'Nothing, if these modules are meant for those who have more installed.',
}
