namespace Crossbar.Compiler.Programs;

/// <summary>What a program of somebody else left.</summary>
/// <param name="ExitCode">Its exit code; none where the time was up.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed on the stream of errors.</param>
public sealed record ProgramResult(int? ExitCode, string Output, string Errors)
{
    /// <summary>The last thing that it said, on the stream of errors if it said anything there.</summary>
    public string LastLine =>
        (string.IsNullOrWhiteSpace(Errors) ? Output : Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "it said nothing.";
}
