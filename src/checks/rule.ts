/** The texts of a rule in reports. */
interface RuleText<Facts> {
  readonly title: string
  /** Why it matters to users of the package. */
  readonly why: string
  /** States the problem and where it is, in one or two sentences. */
  readonly message: (facts: Facts) => string
  /** Instructions to fix it. */
  readonly fix: (facts: Facts) => string
}

/** The texts of each rule; a mapped type, so that the compiler rejects missing and unknown rules. */
export type RuleTexts<FactsOf> = { readonly [R in keyof FactsOf]: RuleText<FactsOf[R]> }
