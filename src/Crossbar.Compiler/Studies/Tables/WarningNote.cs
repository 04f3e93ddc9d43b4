namespace Crossbar.Compiler.Studies.Tables;

/// <summary>What was warned of while a chip was built, in a cell of a table.</summary>
internal static class WarningNote
{
    /// <summary>Each code with the first message, and how many more there are of it; empty where there was none.</summary>
    public static string Of(DiagnosticBag diagnostics) => string.Join("; ", diagnostics.All.GroupBy(d => d.Descriptor.Code).Select(group =>
        $"{group.Key}: {group.First().Message}{(group.Count() > 1 ? FormattableString.Invariant($" And {group.Count() - 1} more.") : "")}"));
}
