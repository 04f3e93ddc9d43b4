global using System.Collections.Immutable;
global using System.Runtime.CompilerServices;
global using Crossbar.Runtime.Converters;
global using Crossbar.Runtime.Layers;
global using Crossbar.Runtime.Vectors;
