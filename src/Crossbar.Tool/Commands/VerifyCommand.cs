using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Compiler.Rtl.Verification;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar verify</c>: what the compiler wrote, checked by somebody else.</summary>
internal static class VerifyCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new("verify", "Checks what the compiler wrote with other programs.") { Netlists(output, error), Rtl(output, error) };

    private static Command Netlists(TextWriter output, TextWriter error)
    {
        var command = new Command("netlists", "Runs a folder's decks through ngspice and compares with what the solver computed.");
        var print = new TableArguments(command);
        var directory = new Argument<string>("DIR") { Description = "The folder with the netlists and their index.txt." };
        var program = new Option<string>("--ngspice") { Description = "Name or path of ngspice.", HelpName = "file", DefaultValueFactory = _ => "ngspice" };
        command.Arguments.Add(directory);
        command.Options.Add(program);
        var nodes = new WholeNumberArgument(
            command, "--max-nodes", $"Maximum number of nodes of a deck that is simulated as it is (default {NetlistVerifier.DefaultMaxNodes}; more where ngspice has KLU). Larger arrays are sampled.", "number", 0, null);
        var limit = TimeLimit(command, $"Seconds after which a deck is ended and its array sampled, or the deck skipped (default {NetlistVerifier.DefaultTimeLimit}).", NetlistVerifier.DefaultTimeLimit);
        command.SetAction(parsed => Guarded.Run(error, diagnostics =>
        {
            IReadOnlyCollection<VerificationRow> rows = [];
            ProgressDisplay.Run("simulating", progress =>
                rows = NetlistVerifier.Verify(parsed.GetValue(directory)!, parsed.GetValue(program)!, nodes.Of(parsed), limit.Of(parsed)!.Value, diagnostics, progress));
            print.Print(parsed, output, rows);
        }));
        return command;
    }

    private static Command Rtl(TextWriter output, TextWriter error)
    {
        var command = new Command("rtl", "Simulates what 'crossbar rtl' wrote in Verilator, or else in Icarus Verilog, and compares every DAC code, ADC code and score with the runtime's.");
        var print = new TableArguments(command);
        var directory = new Argument<string>("DIR") { Description = "The folder that 'crossbar rtl' wrote." };
        command.Arguments.Add(directory);
        var limit = TimeLimit(command, $"Seconds after which compiling, a simulation or Yosys is ended (default {RtlVerifier.DefaultTimeLimit}).", RtlVerifier.DefaultTimeLimit);
        var synthesis = new Option<bool>("--synthesis") { Description = "Synthesise it in Yosys instead: no latches, loops, or signals with no or several drivers; cells, flip-flops and memory bits of each layer." };
        var array = new Option<string?>("--array") { Description = "Your own crossbar_array in a file of SystemVerilog, in the place of the simulation model.", HelpName = "file.sv" };
        command.Options.Add(synthesis);
        command.Options.Add(array);
        command.SetAction(parsed => Guarded.Run(error, _ =>
        {
            if (parsed.GetValue(synthesis))
            {
                IReadOnlyCollection<RtlCellRow> cells = [];
                ProgressDisplay.Run("synthesising", _ => cells = RtlSynthesis.Synthesise(parsed.GetValue(directory)!, limit.Of(parsed)!.Value));
                print.Print(parsed, output, cells);
                return;
            }

            IReadOnlyCollection<RtlRow> rows = [];
            ProgressDisplay.Run("simulating", progress => rows = RtlVerifier.Verify(parsed.GetValue(directory)!, limit.Of(parsed)!.Value, parsed.GetValue(array), progress));
            print.Print(parsed, output, rows);
        }));
        return command;
    }

    private static NumberArgument TimeLimit(Command command, string description, double seconds) =>
        new(command, "--time-limit", description, given => given is > 0 and < 1e6, "above 0 and below 1e6 seconds", seconds);
}
