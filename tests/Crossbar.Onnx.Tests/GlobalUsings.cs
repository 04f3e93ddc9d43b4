global using Crossbar.Compiler.Diagnostics;
global using Crossbar.Compiler.Pipeline;
global using Crossbar.Compiler.Tests.Onnx;
global using Crossbar.Runtime.Layers;
global using Crossbar.Runtime;
global using Crossbar.Tests.Support;
