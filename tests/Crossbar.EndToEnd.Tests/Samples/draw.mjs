// Draws digits on the page of samples/Web as people do, in a headless Chromium, and prints what it says as JSON:
//   node draw.mjs PLAYWRIGHT_FOLDER CHROMIUM ADDRESS SCREENSHOT_FOLDER
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [playwright, executablePath, address, pictures] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(resolve(playwright));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args: flags });

// Strokes as shares of the drawing area: in the middle, small in a corner, large.
const digits = {
    0: [arc(0.5, 0.5, 0.18, 0.3, -90, 270)],
    1: [[[0.86, 0.1], [0.84, 0.35]]],
    4: [[[0.3, 0.15], [0.26, 0.5], [0.7, 0.5]], [[0.62, 0.1], [0.6, 0.9]]],
    7: [[[0.1, 0.08], [0.85, 0.08], [0.4, 0.95]]],
};
const found = { problems: [], requests: [], verdicts: {} };
try {
    const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, colorScheme: 'light' });
    page.setDefaultTimeout(300000);
    page.on('console', (message) => found.problems.push(message.text()));
    page.on('pageerror', (error) => found.problems.push(error.message));
    page.on('request', (request) => found.requests.push(request.url()));
    await page.goto(address);
    found.before = await verdict();
    for (const [digit, strokes] of Object.entries(digits)) {
        await page.locator('#clear').click();
        await draw(strokes);
        found.verdicts[digit] = await answered();
    }

    await page.screenshot({ path: join(pictures, 'light.png'), fullPage: true });
    found.tree = await page.locator('body').ariaSnapshot();
    found.rows = await page.locator('tbody tr').allInnerTexts();

    // The same drawing on another chip: the software says what it said.
    await page.locator('select[name=adcBits]').selectOption('1');
    found.coarse = await answered();
    found.coarseRows = await page.locator('tbody tr').allInnerTexts();
    await page.locator('select[name=adcBits]').selectOption('8');
    await page.locator('input[name=seed]').fill('-1');
    await page.waitForFunction(() => document.querySelector('#verdict').textContent.startsWith('A chip’s number'));
    found.refused = await verdict();
    await page.locator('input[name=seed]').fill('7');
    found.accepted = await answered();
    await page.locator('#undo').click();
    found.after = await verdict();

    // By the keyboard alone: a 1, eighteen steps down.
    await page.evaluate(() => document.activeElement.blur());
    for (let k = 0; k < 30 && !await page.evaluate(() => document.activeElement.id === 'pad'); k++)
        await page.keyboard.press('Tab');
    for (const key of [...new Array(9).fill('ArrowUp'), ' ', ...new Array(18).fill('ArrowDown'), ' '])
        await page.keyboard.press(key);
    found.keyboard = await answered();
    await page.keyboard.press('Backspace');
    found.keyboardUndone = await verdict();

    await page.emulateMedia({ colorScheme: 'dark' });
    found.dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await draw(digits[4]);
    await answered();
    await page.screenshot({ path: join(pictures, 'dark.png'), fullPage: true });

    const phone = await browser.newPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    phone.setDefaultTimeout(300000);
    phone.on('pageerror', (error) => found.problems.push(error.message));
    await phone.goto(address);
    found.overflowOnPhones = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    // A finger, which must draw and not scroll.
    const box = await phone.locator('#pad').boundingBox();
    const touch = await phone.context().newCDPSession(phone);
    const finger = ([x, y]) => [{ x: box.x + (x * box.width), y: box.y + (y * box.height) }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: finger([0.5, 0.1]) });
    for (let y = 0.15; y < 0.9; y += 0.05)
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: finger([0.5, y]) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await phone.waitForFunction(() => document.querySelector('#verdict').textContent.startsWith('Crossbars'));
    found.phone = await phone.locator('#verdict').textContent();
    found.scrolled = await phone.evaluate(() => window.scrollY);
    await phone.screenshot({ path: join(pictures, 'phone.png'), fullPage: true });

    function verdict() {
        return page.locator('#verdict').textContent();
    }

    // What the page says once it is not waiting any more.
    async function answered() {
        await page.waitForFunction(() => {
            const said = document.querySelector('#verdict');
            return !said.hasAttribute('aria-busy') && said.textContent.startsWith('Crossbars');
        });
        return verdict();
    }

    async function draw(strokes) {
        const pad = await page.locator('#pad').boundingBox();
        for (const stroke of strokes) {
            const [first, ...others] = stroke.map(([x, y]) => [pad.x + (x * pad.width), pad.y + (y * pad.height)]);
            await page.mouse.move(...first);
            await page.mouse.down();
            for (const point of others)
                await page.mouse.move(...point, { steps: 5 });
            await page.mouse.up();
        }
    }
} finally {
    await browser.close();
}

console.log(JSON.stringify(found));

function arc(x, y, width, height, from, to) {
    return Array.from({ length: 25 }, (_, k) => (from + ((to - from) * k / 24)) * Math.PI / 180).map((angle) => [x + (width * Math.cos(angle)), y + (height * Math.sin(angle))]);
}
