// Pages of `crossbar report` in a browser, for the scripts that make this documentation's figures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A path inside the checkout. */
export const at = (...parts) => join(root, ...parts);

/**
 * Makes report pages of the MNIST sample in the built tool, opens each in Chromium, and gives it to `use`.
 * @param pages Name of each page, options of `crossbar report`, size of the window, and pixels of the picture per pixel of the page.
 * @param use What is done with a page: (page, name) => Promise.
 */
export async function withReportPages(pages, use) {
    const { chromium } = createRequire(import.meta.url)(at('artifacts', 'oracles', 'playwright-core'));
    const executablePath = execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
    const scratch = mkdtempSync(join(tmpdir(), 'report-pages-'));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    try {
        for (const { name, options = [], width, height, scale = 1 } of pages) {
            const file = join(scratch, `${name}.html`);
            execFileSync('dotnet', [
                'run', '--no-build', '-c', 'Release', '--project', at('src', 'Crossbar.Tool'), '--',
                'report', at('samples', 'Mnist', 'Mnist.onnx'), '--calibration-data', at('samples', 'Mnist', 'Digits.npz'), ...options, '-o', file,
            ], { stdio: ['ignore', 'ignore', 'inherit'] });
            const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light', deviceScaleFactor: scale });
            await page.goto(pathToFileURL(file).href);
            await use(page, name);
            await page.close();
        }
    } finally {
        await browser.close();
        rmSync(scratch, { recursive: true });
    }
}
