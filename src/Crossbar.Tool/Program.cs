using Crossbar.Compiler.Outputs;
using Crossbar.Tool;

var isSilenced = false;
// Results that do not arrive are an error, which standard error can tell of; messages that do not arrive can only be told by the exit code.
Console.SetOut(StandardStream.Output(reason => throw new CompilationException(Descriptors.StandardOutput, null, reason)));
Console.SetError(StandardStream.Error(_ => isSilenced = true));
using var interruption = Interruption.Heed(Console.Error, ProcessOutputs.Stop);
var exitCode = CrossbarCommand.Run(args, Console.Out, Console.Error);
return exitCode == ExitCode.Success && isSilenced ? ExitCode.InputErrors : exitCode;
