namespace Crossbar.Compiler.Bench;

/// <summary>A chip as it was read back: the arrays of a folder that <c>crossbar program</c> wrote (docs/bench.md).</summary>
public sealed class MeasuredChip
{
    private const int MaxErrors = 20;

    // Of what was programmed, or of the devices' range: what is further off is in other units.
    private const float MostTimes = 100;

    private readonly string _index;
    private readonly Dictionary<int, MeasuredFile> _files;

    private MeasuredChip(string index, Dictionary<int, MeasuredFile> files) => (_index, _files) = (index, files);

    /// <summary>Reads a folder: its index and the files that are named there. Others are left alone.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="CompilationException">A file is missing (CBX0001), not of the shape that the index says (CBX0053), or holds what is no conductance (CBX0054).</exception>
    public static MeasuredChip Read(string directory)
    {
        var errors = new List<Diagnostic>();
        var files = new Dictionary<int, MeasuredFile>();
        foreach (var entry in BenchIndex.Read(directory).TakeWhile(_ => errors.Count < MaxErrors))
        {
            if (MeasuredFile.Read(directory, entry, errors) is { } file)
                files.Add(entry.Number, file);
        }

        return errors.Count > 0 ? throw new CompilationException([.. errors]) : new MeasuredChip(Path.Combine(directory, BenchIndex.File), files);
    }

    /// <summary>Puts the measured cells into the arrays that they were programmed for; converters and fits stay.</summary>
    /// <param name="design">The chip as it was to be programmed.</param>
    /// <param name="unreadable">What cells are taken for that were not read.</param>
    /// <param name="diagnostics">Receives a warning where the cells have little to do with the design (CBX1052); null for nobody.</param>
    /// <exception cref="CompilationException">Arrays are of other shapes or lines (CBX0053), cells are impossible (CBX0054) or were not read (CBX0094).</exception>
    public CompiledNetwork On(CompiledNetwork design, UnreadableCells unreadable, DiagnosticBag? diagnostics)
    {
        ArgumentNullException.ThrowIfNull(design);
        var hardware = design.Design.Hardware;
        var arrays = BenchFolder.Arrays(design).ToArray();
        var errors = new List<Diagnostic>(Mismatches(arrays));
        var cells = new Dictionary<(int Layer, int Tile), (float[] Values, CellState[] States)>();
        var unlikely = new List<(double Correlation, string Path)>();
        foreach (var (entry, array) in arrays.TakeWhile(_ => errors.Count < MaxErrors))
        {
            if (!_files.TryGetValue(entry.Number, out var file) || (file.Entry.Rows, file.Entry.Columns, file.Entry.Lines) != (entry.Rows, entry.Columns, entry.Lines))
                continue;
            if (!cells.TryGetValue((entry.Layer, entry.Tile), out var own))
                cells.Add((entry.Layer, entry.Tile), own = ([.. array.Conductances], array.States.IsEmpty ? new CellState[array.Conductances.Length] : [.. array.States]));
            var first = entry.Half * entry.Rows * entry.Columns;
            Fill(file, array.Conductances.AsSpan(first, file.Values.Length), own.Values.AsSpan(first), own.States.AsSpan(first), unreadable, hardware, errors);
            var correlation = Correlation.Of(array.Conductances.AsSpan(first, file.Values.Length), own.Values.AsSpan(first, file.Values.Length), own.States.AsSpan(first));
            if (correlation < Correlation.Likely)
                unlikely.Add((correlation, file.Path));
        }

        if (errors.Count > 0)
            throw new CompilationException([.. errors.Take(MaxErrors)]);
        if (unlikely.Count > 0 && unlikely.Min() is var worst)
            diagnostics?.Report(Descriptors.UnlikelyMeasurement, worst.Path, unlikely.Count, arrays.Length, worst.Correlation);
        return design.OnChip((layer, tile) =>
        {
            var (values, states) = cells[(layer, tile)];
            return new MeasuredCells(Array.ConvertAll(values, g => (double)g), CellStates.Of(states));
        });
    }

    private IEnumerable<Diagnostic> Mismatches((BenchEntry Entry, ProgrammedArray Array)[] arrays)
    {
        foreach (var (entry, _) in arrays)
        {
            if (!_files.TryGetValue(entry.Number, out var file))
                yield return Diagnostic.Create(Descriptors.InvalidMeasurement, _index, FormattableString.Invariant($"array {entry.Number} of {arrays.Length} is missing, which {entry.File} would be."));
            else if ((file.Entry.Rows, file.Entry.Columns) != (entry.Rows, entry.Columns))
                yield return At(file, $"{file.Entry.File} has {file.Entry.Rows}×{file.Entry.Columns} cells, but array {entry.Number} has {entry.Rows}×{entry.Columns}. Give the model and the options that it was programmed for.");
            else if (file.Entry.Lines != entry.Lines)
                yield return At(file, $"the rows or outputs of {file.Entry.File} lie on other lines than those of array {entry.Number}. Give the model and the options that it was programmed for.");
        }

        foreach (var file in _files.Values.Where(file => file.Entry.Number >= arrays.Length).OrderBy(file => file.Entry.Line))
            yield return At(file, $"there is no array {file.Entry.Number}: the chip has {arrays.Length}, counted from 0.");

        Diagnostic At(MeasuredFile file, FormattableString reason) =>
            Diagnostic.Create(Descriptors.InvalidMeasurement, _index, FormattableString.Invariant(reason)) with { Line = file.Entry.Line, Column = 1 };
    }

    private static void Fill(
        MeasuredFile file, ReadOnlySpan<float> programmed, Span<float> values, Span<CellState> states, UnreadableCells unreadable, HardwareDesign hardware, List<Diagnostic> errors)
    {
        var (greatest, wanted) = (0f, 0f);
        for (var k = 0; k < programmed.Length && errors.Count < MaxErrors; k++)
        {
            var measured = file.Values[k];
            if (states[k] == CellState.Absent)
            {
                if (measured > 0)
                    errors.Add(file.At(k, Descriptors.InvalidMeasuredConductance, file.FieldOf(k), "there is no device at this place: leave the field empty."));
                continue;
            }

            wanted = Math.Max(wanted, programmed[k]);
            if (measured > MostTimes * hardware.MaxConductance)
                errors.Add(file.At(k, Descriptors.InvalidMeasuredConductance, file.FieldOf(k), FormattableString.Invariant($"that is more than {MostTimes} times MaxConductance. Siemens are needed.")));
            if (!float.IsNaN(measured))
                greatest = Math.Max(greatest, values[k] = measured);
            else if (unreadable == UnreadableCells.Error)
                errors.Add(file.At(k, Descriptors.UnreadableCell, k / file.Entry.Columns, k % file.Entry.Columns, file.FieldOf(k)));
            else if (unreadable != UnreadableCells.Programmed)
                (values[k], states[k]) = unreadable == UnreadableCells.StuckOn ? (Stored(hardware.MaxConductance, hardware), CellState.StuckOn) : (Stored(hardware.MinConductance, hardware), CellState.StuckOff);
        }

        if (greatest > 0 && MostTimes * greatest < wanted && errors.Count == 0)
        {
            errors.Add(Diagnostic.Create(Descriptors.InvalidMeasurement, file.Path, FormattableString.Invariant(
                $"the greatest conductance is {greatest} S where {wanted} S was to be programmed. Siemens are needed.")) with { Line = file.At(0, Descriptors.InvalidMeasurement, "").Line, Column = 1 });
        }
    }

    private static float Stored(double conductance, HardwareDesign hardware) => StoredConductance.Of(conductance, hardware);
}
