global using System.Collections.Immutable;
global using Crossbar.Runtime.Circuits;
global using Crossbar.Runtime.Layers;
global using Crossbar.Tests.Support;
