import { count, element, report, section, table } from './data.js';

export function digitalSection() {
    if (!report.digital)
        return;
    const { chip: { top, sequentialReads, layers }, cells } = report.digital;
    const value = (of) => (layer) => (of(layer) === null ? '' : of(layer));
    const cost = new Map(cells.map((row) => [row.module, row]));
    const column = (title, of) => ({ title, of: (row) => count(of(row)) });
    section('digital', 'Digital half',
        element('p', {}, `Module ${top}, SystemVerilog, in whole numbers. An image takes ${count(sequentialReads)} reads one after the other along the longest path.`),
        table('Layers', [
            { title: 'Layer', text: true, of: (layer) => layer.layer },
            { title: 'Arrays', of: (layer) => count(layer.arrays) },
            { title: 'Reads', of: (layer) => (layer.reads === null ? '' : count(layer.reads)) },
            { title: 'Channels × pixels', of: (layer) => layer.output.replace('x', ' × ') },
            { title: 'Bits', of: (layer) => layer.outputBits },
            { title: 'Fraction bits', of: (layer) => layer.fractionBits },
            { title: 'Multiplier bits', of: value((layer) => layer.multiplierBits) },
            { title: 'Accumulator bits', of: value((layer) => layer.accumulatorBits) },
            { title: 'FIFO depths', of: (layer) => layer.fifoDepths },
        ], layers),
        cells.length === 0 ? null : table('Cells by Yosys, each of as many bits as it takes', [
            { title: 'Layer', text: true, of: (row) => row.name },
            column('Cells', (row) => row.cells), column('Multipliers', (row) => row.multipliers),
            column('Flip-flops, bits', (row) => row.flipFlops), column('Memory, bits', (row) => row.memoryBits),
        ], [
            ...layers.map((layer) => ({ name: layer.layer, ...cost.get(layer.module) })),
            ...[['between layers', top], ['all', 'total']].filter(([, module]) => cost.has(module)).map(([name, module]) => ({ name, ...cost.get(module) })),
        ]));
}
