import { accuracySection } from './accuracy.js';
import { arraysSection } from './arrays.js';
import { convertersSection } from './converters.js';
import { report } from './data.js';
import { errorsSection } from './errors.js';
import { netlistsSection, optionsSection } from './listings.js';
import { powerSection } from './power.js';
import { layersSection, summarySection } from './summary.js';

document.title = `${report.summary.model} on crossbars`;
summarySection();
accuracySection();
const layers = layersSection((layer) => arrays.choose(layer));
const arrays = arraysSection((layer) => layers.mark(layer));
errorsSection();
convertersSection();
powerSection();
netlistsSection();
optionsSection();
