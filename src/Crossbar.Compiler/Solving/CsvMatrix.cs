using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Solving;

/// <summary>A matrix read from a CSV file: lines of numbers separated by commas; blank lines and those that begin with # are skipped.</summary>
/// <param name="Rows">Number of lines.</param>
/// <param name="Columns">Values per line.</param>
/// <param name="Values">Row-major.</param>
public sealed record CsvMatrix(int Rows, int Columns, double[] Values)
{
    private const int MaxErrors = 20;

    // Ten million numbers with all their digits take half of it.
    private const int MaxBytes = 512 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="role">What it is, for messages: "Conductance file".</param>
    /// <param name="diagnostics">Receives what is wrong, with line and column.</param>
    /// <param name="invalid">What to say about a number that is not valid; null if it is.</param>
    /// <returns>The matrix, or null if anything is wrong.</returns>
    public static CsvMatrix? Read(string file, string role, DiagnosticBag diagnostics, Func<double, DiagnosticDescriptor?> invalid)
    {
        if (!File.Exists(file))
        {
            diagnostics.Report(Descriptors.FileNotFound, file, role, file, "");
            return null;
        }
        var values = new List<double>();
        int rows = 0, columns = 0, number = 0, errors = 0;
        foreach (var line in Lines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
                continue;
            var count = 0;
            for (var begin = 0; begin <= line.Length && errors < MaxErrors; count++)
            {
                var end = line.IndexOf(',', begin);
                end = end < 0 ? line.Length : end;
                var field = line.AsSpan(begin, end - begin);
                var column = begin + 1 + (field.Length - field.TrimStart().Length);
                if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    Report(Descriptors.CsvNotANumber, column, field.Trim().ToString());
                else if (invalid(value) is { } descriptor)
                    Report(descriptor, column, value);
                values.Add(value);
                begin = end + 1;
            }
            columns = rows == 0 ? count : columns;
            if (count != columns)
                Report(Descriptors.CsvRagged, 1, count, columns);
            if (errors >= MaxErrors)
                return null;
            rows++;
        }
        if (rows == 0)
            diagnostics.Report(Descriptors.CsvEmpty, file, $"{role}s hold lines of numbers separated by commas.");
        return rows == 0 || errors > 0 ? null : new CsvMatrix(rows, columns, [.. values]);

        void Report(DiagnosticDescriptor descriptor, int column, params object?[] arguments)
        {
            errors++;
            diagnostics.Report(Diagnostic.Create(descriptor, file, arguments) with { Line = number, Column = column });
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return BoundedFile.ReadAllLines(file, "numbers in a text", MaxBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.InvalidData, file, $"The numbers cannot be read: {e.Message}");
        }
    }
}
