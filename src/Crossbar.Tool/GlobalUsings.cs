global using System.CommandLine;
global using Crossbar.Compiler.Diagnostics;
global using Crossbar.Tool.Arguments;
