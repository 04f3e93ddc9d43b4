namespace Crossbar.Compiler.Studies.Running;

/// <summary>The work of a study: what it is made of, and how its table is made.</summary>
/// <param name="kind">How its table is made.</param>
/// <param name="keys">What its items are, in order.</param>
public abstract class StudyPlan(StudyKind kind, ImmutableArray<string> keys)
{
    /// <summary>How its table is made.</summary>
    public StudyKind Kind { get; } = kind;

    /// <summary>What its items are, in order; no two are alike.</summary>
    public ImmutableArray<string> Keys { get; } = keys.Distinct().Count() == keys.Length ? keys : throw new ArgumentException("Two items have the same key.", nameof(keys));

    /// <summary>Whether an item keeps one core busy, so that several should run at a time.</summary>
    public bool IsSerialWithin { get; init; }

    /// <summary>Names of the options that its items have values of their own for.</summary>
    public ImmutableArray<string> Varies { get; init; } = [];

    /// <summary>Computes an item.</summary>
    /// <param name="item">Its number, from 0.</param>
    /// <param name="progress">Told of the share of the item that is done, 0 to 1; null for nobody.</param>
    public abstract JsonElement Compute(int item, IProgress<double>? progress);
}

/// <summary>The same, typed.</summary>
/// <typeparam name="TResult">What an item computes.</typeparam>
/// <typeparam name="TRow">A row of the table.</typeparam>
/// <param name="kind">How its table is made.</param>
/// <param name="items">The items, in order.</param>
public sealed class StudyPlan<TResult, TRow>(StudyKind<TResult, TRow> kind, ImmutableArray<StudyItem<TResult>> items)
    : StudyPlan(kind, [.. items.Select(item => item.Key)])
{
    /// <inheritdoc/>
    public override JsonElement Compute(int item, IProgress<double>? progress) => ItemJson.Write(items[item].Compute(progress));

    /// <summary>Computes all items, one after the other and nothing kept, and makes the rows.</summary>
    /// <param name="progress">Told of the share of the work that is done, 0 to 1; null for nobody.</param>
    public ImmutableArray<TRow> Run(IProgress<double>? progress = null)
    {
        var done = new PartialProgress(items.Length, 0, progress);
        return [.. kind.Rows([.. items.Select(item =>
        {
            var share = done.Begin();
            var result = item.Compute(share);
            share?.Report(1);
            return result;
        })])];
    }
}
