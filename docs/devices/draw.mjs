// Draws the figures of the devices that come with the tool, as their section of the report has them, into this folder:
//   bash tests/oracles.sh; dotnet build src/Crossbar.Tool -c Release; node docs/devices/draw.mjs [NAME...]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const { chromium } = createRequire(import.meta.url)(at('artifacts', 'oracles', 'playwright-core'));
const presets = at('src', 'Crossbar.Compiler', 'Devices', 'Presets');
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(presets).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
const executablePath = execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
const scratch = mkdtempSync(join(tmpdir(), 'devices-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
    for (const name of names) {
        const file = join(scratch, `${name}.html`);
        execFileSync('dotnet', [
            'run', '--no-build', '-c', 'Release', '--project', at('src', 'Crossbar.Tool'), '--',
            'report', at('samples', 'Mnist', 'Mnist.onnx'), '--calibration-data', at('samples', 'Mnist', 'Digits.npz'), '--device', name, '--conversion', 'None', '-o', file,
        ], { stdio: ['ignore', 'ignore', 'inherit'] });
        const page = await browser.newPage({ viewport: { width: 510, height: 900 }, colorScheme: 'light' });
        await page.goto(pathToFileURL(file).href);
        for (const [title, kind] of [['Conductance against target', ''], ['Deviation from the target', '-deviation']]) {
            const chart = page.locator('#device figure', { hasText: title });
            // A device without laws has no deviation.
            if (await chart.count() === 0)
                continue;
            await chart.locator('canvas').waitFor();
            const [download] = await Promise.all([page.waitForEvent('download'), chart.locator('button', { hasText: 'SVG' }).press('Enter')]);
            await download.saveAs(at('docs', 'devices', `${name}${kind}.svg`));
        }

        await page.close();
    }
} finally {
    await browser.close();
    rmSync(scratch, { recursive: true });
}
