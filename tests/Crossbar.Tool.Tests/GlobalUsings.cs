global using System.Text.Json;
global using Crossbar.Compiler.Diagnostics;
global using Crossbar.Tests.Support;
global using Crossbar.Tool.Terminal;
