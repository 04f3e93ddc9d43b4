import { count, element, report, section, table } from './data.js';

export function digitalSection() {
    if (!report.digital)
        return;
    const { top, sequentialReads, layers } = report.digital;
    const value = (of) => (layer) => (of(layer) === null ? '' : of(layer));
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
        ], layers));
}
