global using System.Collections.Immutable;
global using Crossbar.Compiler.Chip;
global using Crossbar.Compiler.Diagnostics;
global using Crossbar.Compiler.Options;
global using Crossbar.Runtime;
global using Crossbar.Runtime.Layers;
