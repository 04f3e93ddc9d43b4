global using System.Collections.Immutable;
global using Crossbar.Runtime.Circuits;
global using Crossbar.Runtime.Converters;
global using Crossbar.Runtime.Devices;
global using Crossbar.Runtime.Layers;
global using Crossbar.Runtime.Layers.Crossbars;
global using Crossbar.Tests.Support;
global using FsCheck.Xunit;
