// What a page of crossbar report asks of a browser: its size, the time until all its charts are drawn, the time until another layer is, and memory.
//   node measure.mjs PLAYWRIGHT_FOLDER CHROMIUM PAGE.html
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [playwright, executablePath, file] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(resolve(playwright));
const rounds = 5;
const loads = [];
const switches = [];
let last;
for (let round = 0; round < rounds; round++) {
    // A browser of its own: nothing is left of the round before.
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'] });
    try {
        const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
        const began = performance.now();
        await page.goto(pathToFileURL(file).href);
        await page.waitForFunction(() => [...document.querySelectorAll('figure')].every((figure) => figure.querySelector('canvas')));
        loads.push(performance.now() - began);
        switches.push(...await page.evaluate(async () => {
            const select = document.getElementById('array-layer');
            const drawn = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
            const times = [];
            for (let layer = 0; layer < select.options.length; layer++) {
                await drawn();
                const from = performance.now();
                select.selectedIndex = layer;
                select.dispatchEvent(new Event('change'));
                await drawn();
                times.push(performance.now() - from);
            }

            return times;
        }));
        const session = await page.context().newCDPSession(page);
        await session.send('HeapProfiler.collectGarbage');
        last = await page.evaluate(() => ({
            heap: performance.memory.usedJSHeapSize / 1e6, elements: document.querySelectorAll('*').length,
            layers: document.getElementById('array-layer').options.length,
            overflow: [...document.querySelectorAll('.scroll')].filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.getAttribute('aria-label')),
        }));
    } finally {
        await browser.close();
    }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(JSON.stringify({
    megabytes: (await stat(file)).size / 1e6, load: median(loads), switchMedian: median(switches), switchWorst: Math.max(...switches), ...last,
}, null, 2));
