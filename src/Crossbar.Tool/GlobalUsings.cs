global using System.CommandLine;
global using Crossbar.Compiler.Diagnostics;
global using Crossbar.Compiler.Loading;
global using Crossbar.Compiler.Options;
global using Crossbar.Tool.Arguments;
global using Crossbar.Tool.Terminal;
