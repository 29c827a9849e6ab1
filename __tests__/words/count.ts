// Prints the banned expressions in a checkout, the files with most of them last, and their number:
// node __tests__/words/count.ts [CHECKOUT] [PATH PREFIX]
import { showHit } from './banned.ts'
import { hitsIn, readableFiles } from './files.ts'

const [root = '.', prefix = ''] = process.argv.slice(2)
const hits = readableFiles(root)
  .filter((file) => file.startsWith(prefix))
  .map((file) => hitsIn(root, file))
  .sort((a, b) => a.length - b.length)
for (const hit of hits.flat()) console.log(showHit(hit))
console.log(
  `${hits.flat().length} banned expressions in ${hits.filter((one) => one.length > 0).length} files`,
)
