// Makes ir-drop.png in this folder: what the wires of an array of the MNIST sample take before and after the conversion, as its report shows it.
//   bash tests/oracles.sh; dotnet build src/Crossbar.Tool -c Release; node docs/ir-drop.mjs
import { at, withReportPages } from './report-page.mjs';

await withReportPages([{ name: 'mnist', width: 1180, height: 900, scale: 1.5 }], async (page) => {
    // The array that the page shows first is one of those that lose most.
    const maps = page.locator('#arrays figure', { hasText: 'IR drop' });
    await maps.nth(1).locator('canvas').first().waitFor();
    // Of the page's cards only these two, without their buttons.
    await page.addStyleTag({ content: '#arrays figure button, #arrays .readout { display: none } #arrays figure { border: 0 !important; box-shadow: none !important } header { position: static !important }' });
    await maps.first().scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    const [left, right] = await Promise.all([0, 1].map((k) => maps.nth(k).boundingBox()));
    await page.screenshot({ path: at('docs', 'ir-drop.png'), clip: { x: left.x, y: left.y, width: right.x + right.width - left.x, height: Math.min(left.height, 375) } });
});
