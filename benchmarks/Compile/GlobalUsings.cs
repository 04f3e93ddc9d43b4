global using Crossbar.Compiler.Tests.Onnx;
global using System.Globalization;
