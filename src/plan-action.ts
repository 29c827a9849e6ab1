import { runAction } from './actions/run-action.ts'

await runAction('plan')
