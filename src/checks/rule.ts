/** What is said of a broken rule, from the facts that show it. */
interface Words<Facts> {
  readonly title: string
  /** Why it matters to who installs the package. */
  readonly why: string
  /** One sentence with the facts. */
  readonly message: (facts: Facts) => string
  /** What mends it, as text to follow or to paste. */
  readonly fix: (facts: Facts) => string
}

/** The words of rules. The compiler refuses a rule without words, and words without a rule. */
export type WordsOf<FactsOf> = { readonly [R in keyof FactsOf]: Words<FactsOf[R]> }
