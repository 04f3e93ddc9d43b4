namespace Crossbar.Compiler.Studies.Running;

/// <summary>Computes a study's items, those that are not on disk yet, and puts the table together once all are.</summary>
public static class StudyRunner
{
    /// <summary>Runs a part of a study.</summary>
    /// <param name="plan">The study.</param>
    /// <param name="folder">Where its results are kept.</param>
    /// <param name="shard">The part.</param>
    /// <param name="progress">Told of the share of the part that is done, 0 to 1; null for nobody.</param>
    /// <exception cref="CompilationException">An item failed; those done before it are kept.</exception>
    public static StudyOutcome Run(StudyPlan plan, StudyFolder folder, StudyShard shard, IProgress<double>? progress = null)
    {
        var mine = shard.Of(plan.Keys.Length).ToArray();
        var left = mine.Where(item => folder.Result(item) is null).ToArray();
        var done = new PartialProgress(mine.Length, mine.Length - left.Length, progress);
        progress?.Report(mine.Length == 0 ? 1 : (mine.Length - left.Length) / (double)mine.Length);
        if (plan.IsSerialWithin)
        {
            ParallelFailures.Run(left.Length, k => Compute(left[k]));
        }
        else
        {
            foreach (var item in left)
                Compute(item);
        }

        return Gather(plan.Kind, folder, [folder]) with { Computed = left.Length, Found = mine.Length - left.Length };

        void Compute(int item)
        {
            var share = done.Begin();
            folder.Keep(item, plan.Compute(item, share));
            share?.Report(1);
        }
    }

    /// <summary>Puts a study together whose parts were run in several folders, or in one.</summary>
    /// <param name="parts">The folders.</param>
    /// <param name="path">The folder that is to hold the whole; it may be one of them.</param>
    /// <param name="kinds">The studies of which it may be one.</param>
    /// <exception cref="CompilationException">
    /// The folders hold different studies (CBX0090), results are missing (CBX0091) or cannot be read (CBX0092).
    /// </exception>
    public static StudyOutcome Merge(IReadOnlyList<StudyFolder> parts, string path, IEnumerable<StudyKind> kinds)
    {
        foreach (var part in parts)
        {
            if (parts[0].Identity.DifferenceFrom(part.Identity) is { } difference)
                throw new CompilationException(Descriptors.OtherStudy, part.Path, difference);
        }

        var whole = StudyFolder.For(path, parts[0].Identity);
        var kind = kinds.FirstOrDefault(k => k.Name == whole.Identity.Study)
            ?? throw new CompilationException(Descriptors.UnreadableStudy, whole.Path, $"there is no study '{whole.Identity.Study}'.");
        var outcome = Gather(kind, whole, [.. parts, whole]);
        return outcome.Missing.IsEmpty
            ? outcome
            : throw new CompilationException(
                Descriptors.StudyIncomplete, whole.Path, parts[0].Identity.Items.Length - outcome.Missing.Length, parts[0].Identity.Items.Length, outcome.Missing[0]);
    }

    private static StudyOutcome Gather(StudyKind kind, StudyFolder whole, IReadOnlyList<StudyFolder> parts)
    {
        var results = new List<JsonElement>();
        var missing = ImmutableArray.CreateBuilder<string>();
        for (var item = 0; item < whole.Identity.Items.Length; item++)
        {
            if (parts.Select(part => part.Result(item)).FirstOrDefault(result => result is not null) is not { } result)
            {
                missing.Add(whole.Identity.Items[item]);
                continue;
            }

            results.Add(result);
            whole.Keep(item, result);
        }

        if (missing.Count > 0)
            return new StudyOutcome(0, results.Count, missing.ToImmutable(), null, []);
        try
        {
            var table = kind.Assemble(results);
            return new StudyOutcome(0, results.Count, [], table, whole.Write(table));
        }
        catch (JsonException e)
        {
            throw new CompilationException(Descriptors.UnreadableStudy, whole.Path, $"its items are none of this study: {e.Message}");
        }
    }
}
