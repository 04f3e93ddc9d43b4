// Makes one HTML file of this folder and the charting library, into which the compiler puts a model's data:
//   node bundle.mjs OUTPUT.html     (after npm ci, in this folder or a copy of it)
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

// The page has its own copy of the library, so it has the licences too: who passes the page on passes them on.
const licences = {
    echarts: ['LICENSE', 'NOTICE', 'licenses/LICENSE-d3'],
    zrender: ['LICENSE'],
    tslib: ['LICENSE.txt'],
};

async function bundled(entry) {
    const { outputFiles } = await build({
        entryPoints: [entry], bundle: true, minify: true, format: 'iife', target: 'es2022', charset: 'utf8', legalComments: 'none', write: false,
    });
    return outputFiles[0].text.trim();
}

async function notices() {
    const parts = [];
    for (const [name, files] of Object.entries(licences)) {
        const folder = join('node_modules', name);
        const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
        for (const file of files)
            parts.push(`==== ${name} ${version}: ${file} ====\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`);
    }

    // What would end an HTML comment.
    return parts.join('\n').replaceAll('\r\n', '\n').replaceAll('--', '- -');
}

const parts = {
    '/*style*/': await bundled('page.css'),
    '/*script*/': await bundled('main.js'),
    '<!--notices-->': `<!--\nThis page has the following programs inside.\n\n${await notices()}-->`,
};
let page = await readFile('page.html', 'utf8');
for (const [mark, text] of Object.entries(parts))
    page = page.replace(mark, () => text);
await writeFile(process.argv[2], page);
