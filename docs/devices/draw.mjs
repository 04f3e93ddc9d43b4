// Draws the figures of the devices that come with the tool, as their section of the report has them, into this folder:
//   bash tests/oracles.sh; dotnet build src/Crossbar.Tool -c Release; node docs/devices/draw.mjs [NAME...]
import { readdirSync } from 'node:fs';
import { at, withReportPages } from '../report-page.mjs';

const presets = at('src', 'Crossbar.Compiler', 'Devices', 'Presets');
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(presets).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
await withReportPages(names.map((name) => ({ name, options: ['--device', name, '--conversion', 'None'], width: 510, height: 900 })), async (page, name) => {
    for (const [title, kind] of [['Conductance against target', ''], ['Deviation from the target', '-deviation']]) {
        const chart = page.locator('#device figure', { hasText: title });
        // A device without laws has no deviation.
        if (await chart.count() === 0)
            continue;
        await chart.locator('canvas').waitFor();
        const [download] = await Promise.all([page.waitForEvent('download'), chart.locator('button', { hasText: 'SVG' }).press('Enter')]);
        await download.saveAs(at('docs', 'devices', `${name}${kind}.svg`));
    }
});
