// Uses a page as a person with a keyboard does, in a headless Chromium, and prints what was found as JSON:
//   node visit.mjs PLAYWRIGHT_FOLDER CHROMIUM PAGE.html HOSTILE.html DEEP.html SCREENSHOT_FOLDER
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [playwright, executablePath, file, hostile, deep, pictures] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(resolve(playwright));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });
const found = { problems: [], requests: [] };
try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
    page.setDefaultTimeout(20000);
    page.on('console', (message) => found.problems.push(message.text()));
    page.on('pageerror', (error) => found.problems.push(error.message));
    page.on('request', (request) => found.requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => [...document.querySelectorAll('figure')].every((figure) => figure.querySelector('canvas')));
    found.title = await page.title();
    found.tree = await page.locator('body').ariaSnapshot();
    found.darkPaper = await paper(page);
    await picture('dark');

    found.stops = await tabStops(page);
    await focus(page, '#theme');
    await page.keyboard.press('Enter');
    found.lightPaper = await paper(page);
    await page.reload();
    await page.waitForFunction(() => [...document.querySelectorAll('figure')].every((figure) => figure.querySelector('canvas')));
    found.paperAfterReload = await paper(page);

    await focus(page, '#array-layer');
    await page.keyboard.press('Home');
    found.firstLayer = await shown(page);
    await page.keyboard.press('ArrowDown');
    found.secondLayer = await shown(page);
    await focus(page, '.tiles button[aria-checked=true]');
    await page.keyboard.press('ArrowRight');
    found.nextTile = await shown(page);
    found.focusAfterArrow = await page.evaluate(() => document.activeElement.getAttribute('aria-checked'));
    found.cells = [];
    for (const map of await page.locator('#arrays .plot').all()) {
        await map.focus();
        for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown'])
            await page.keyboard.press(key);
        found.cells.push(await page.evaluate(() => document.activeElement.closest('figure').querySelector('.readout').textContent));
    }

    found.colours = await page.locator('#arrays figure canvas').evaluateAll((maps) => maps.map((map) => {
        const { data } = map.getContext('2d').getImageData(0, 0, map.width, map.height);
        return new Set(new Uint32Array(data.buffer)).size;
    }));
    found.rows = await page.locator('#layers tbody tr').allTextContents();
    found.links = await page.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#errors figure button', { hasText: 'SVG' }).first().press('Enter')]);
    found.saved = { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    await picture('light');
    found.columns = await svgOf(page, '#arrays figure:has-text("Columns, actual")', (svg) => [...svg.querySelectorAll('text')].map((text) => text.textContent));
    found.bars = [];
    for (const map of ['Programmed conductance', 'IR drop before', 'IR drop after'])
        found.bars.push(await svgOf(page, `#arrays figure:has-text("${map}")`, (svg) => [...svg.querySelectorAll('text')].map((text) => text.textContent)));
    found.targets = await valuesOf(page, '#arrays figure:has-text("Floor and range")');
    found.tables = await tables(page);
    const twenty = await browser.newPage();
    await twenty.goto(pathToFileURL(deep).href);
    found.deepTables = await tables(twenty);
    await twenty.close();
    found.values = await valuesOf(page, '#converters figure:has-text("Clipping")');
    await page.setViewportSize({ width: 380, height: 800 });
    found.overflowOnPhones = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

    const other = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    found.hostile = { requests: [], problems: [] };
    other.on('request', (request) => found.hostile.requests.push(request.url()));
    other.on('console', (message) => found.hostile.problems.push(message.text()));
    other.on('pageerror', (error) => found.hostile.problems.push(error.message));
    await other.goto(pathToFileURL(hostile).href);
    await other.waitForFunction(() => [...document.querySelectorAll('figure')].every((figure) => figure.querySelector('canvas')));
    found.hostile.facts = await other.locator('.facts').innerText();
    found.hostile.tooltips = [];
    for (const [chart, wanted] of [['#device .plot', /^target .*at once: .*1 y: /s], ['#converters .plot', /^<img src=x>.* to /s]])
        found.hostile.tooltips.push(...await tooltips(other, other.locator(chart).first(), wanted));
    // The one point left of the first resolution, where the others have none.
    found.hostile.tooltips.push(...await tooltips(other, other.locator('#accuracy .plot'), /: 80 %$/, 0.26, 0.32, 0.01, 0.02));
    // A wide chart: only about the second of its two ages.
    found.hostile.tooltips.push(...await tooltips(other, other.locator('#retention .plot'), /, 1 d: /, 0.742, 0.762, 0.004));
    found.hostile.tree = await other.locator('body').ariaSnapshot();
    found.hostile.words = await other.locator('#yield > p, #device > p').allInnerTexts();
    found.hostile.values = await valuesOf(other, '#retention figure');
    found.hostile.deviations = await valuesOf(other, '#device figure:nth-child(2)');
    found.hostile.whiskers = {};
    for (const chart of ['accuracy', 'retention'])
        found.hostile.whiskers[chart] = await svgOf(other, `#${chart} figure`, whiskersIn);
    found.hostile.pictures = await other.locator('img').count();

    async function picture(name) {
        await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    }
} finally {
    await browser.close();
}

console.log(JSON.stringify(found));

function paper(page) {
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

function shown(page) {
    return page.locator('#arrays .tiles + p').textContent();
}

// How wide each table is, and how much of it one sees on a screen of 1300 pixels.
async function tables(page) {
    await page.setViewportSize({ width: 1300, height: 900 });
    return page.locator('section > .scroll, .plots > .scroll').evaluateAll((all) => all.map((table) => (
        { name: table.getAttribute('aria-label'), width: table.scrollWidth, room: table.clientWidth })));
}

// What a function finds in a chart that was saved as SVG.
async function svgOf(page, figure, find) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(figure).getByRole('button', { name: 'SVG' }).press('Enter')]);
    const sheet = await browser.newPage();
    await sheet.setContent(await readFile(await download.path(), 'utf8'));
    const result = await sheet.locator('svg').evaluate(find);
    await sheet.close();
    return result;
}

// The whiskers of a chart as upright lines with a line across each end, and its texts: [left, top, right, bottom] each.
function whiskersIn(svg) {
    const origin = svg.getBoundingClientRect();
    const boxOf = (item) => {
        const box = item.getBoundingClientRect();
        return [box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top];
    };
    const same = (a, b) => Math.abs(a - b) < 0.01;
    const lines = [...svg.querySelectorAll('path')].filter((path) => path.getAttribute('stroke-width') === '1.5' && path.getTotalLength() > 0).map((path) => {
        const [from, to] = [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())];
        return [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)];
    });
    const caps = lines.filter(([left, top, right, bottom]) => same(top, bottom) && right - left <= 10.01);
    const whiskers = lines.filter(([left, , right]) => same(left, right)).map(([x, top, , bottom]) => {
        const own = caps.filter(([left, y, right]) => same((left + right) / 2, x) && (same(y, top) || same(y, bottom)));
        return [Math.min(...own.map(([left]) => left)), top, Math.max(...own.map(([, , right]) => right)), bottom];
    });
    return { whiskers, texts: [...svg.querySelectorAll('text')].map(boxOf) };
}

// The rows of the table below a chart.
async function valuesOf(page, figure) {
    await page.locator(figure).locator('summary').press('Enter');
    const values = page.locator(figure).locator('tr');
    // The table is made on the toggle event, which comes after the key press.
    await values.first().waitFor();
    return values.allInnerTexts();
}

// What a chart says under the mouse, going over it or from one share of its width to another until it says what is wanted: every move waits for a frame.
async function tooltips(page, chart, wanted, from = 0.1, to = 1, step = 0.025, stepDown = 0.03) {
    await chart.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await chart.boundingBox();
    const texts = new Set();
    for (let across = from; across < to; across += step) {
        for (let down = 0.08; down < 0.9; down += stepDown) {
            await page.mouse.move(x + (across * width), y + (down * height));
            const text = await chart.evaluate((host) => [...host.children].slice(1).map((tip) => tip.textContent).join(''));
            if (text !== '')
                texts.add(text);
            if (wanted.test(text))
                return [...texts];
        }
    }

    return [...texts];
}

// To an element by the Tab key alone, which only gets to what a keyboard can reach.
async function focus(page, selector) {
    await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
    for (let k = 0; k < 400; k++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector))
            return;
    }

    throw new Error(`The Tab key never came to ${selector}.`);
}

// Every place that Tab comes to, with its name and whether one sees the focus there.
async function tabStops(page) {
    const stops = [];
    await page.evaluate(() => document.activeElement.blur());
    for (let k = 0; k < 400; k++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
            const at = document.activeElement;
            if (at === document.body)
                return null;
            const style = getComputedStyle(at);
            const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
            return { tag: at.tagName, name: name.trim(), isVisible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
        });
        if (!stop)
            break;
        stops.push(stop);
    }

    return stops;
}
