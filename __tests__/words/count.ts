// Prints the banned expressions in a checkout, the files with most of them last, and their number:
// node __tests__/words/count.ts [CHECKOUT] [PATH PREFIX]
import { showHit } from './banned.ts'
import { hitsIn, hitsInTests, readableFiles, testFiles } from './files.ts'

const [root = '.', prefix = ''] = process.argv.slice(2)
const isRequested = (file: string) => file.startsWith(prefix)
const hits = [
  ...readableFiles(root)
    .filter(isRequested)
    .map((file) => hitsIn(root, file)),
  ...testFiles(root)
    .filter(isRequested)
    .map((file) => hitsInTests(root, file)),
].sort((a, b) => a.length - b.length)
for (const hit of hits.flat()) console.log(showHit(hit))
console.log(
  `${hits.flat().length} banned expressions in ${hits.filter((one) => one.length > 0).length} files`,
)
