using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Running;

/// <summary>How the results of a study's items become its table: all that merging needs to know of a study.</summary>
/// <param name="Name">The name on the command line.</param>
public abstract record StudyKind(string Name)
{
    /// <summary>Makes the table.</summary>
    /// <param name="results">What the items computed, in their order.</param>
    /// <exception cref="JsonException">A result is not of this study.</exception>
    public abstract StudyTable Assemble(IReadOnlyList<JsonElement> results);
}

/// <summary>The same, typed.</summary>
/// <typeparam name="TResult">What an item computes.</typeparam>
/// <typeparam name="TRow">A row of the table.</typeparam>
/// <param name="Name">The name on the command line.</param>
/// <param name="Rows">Makes the rows of all results, at least one, in the items' order; throws <see cref="JsonException"/> where the results are not of one study.</param>
public sealed record StudyKind<TResult, TRow>(string Name, Func<IReadOnlyList<TResult>, IEnumerable<TRow>> Rows) : StudyKind(Name)
{
    /// <summary>Makes the line below the table; null for none.</summary>
    public Func<IReadOnlyList<TResult>, string>? Note { get; init; }

    /// <summary>Says why all results together are none; null where they are some.</summary>
    public Func<IReadOnlyList<TResult>, string?>? Failure { get; init; }

    /// <inheritdoc/>
    public override StudyTable Assemble(IReadOnlyList<JsonElement> results)
    {
        var typed = results.Select(ItemJson.Read<TResult>).ToArray();
        return typed.Length == 0 ? StudyTable.Of<TRow>([]) : StudyTable.Of([.. Rows(typed)], Note?.Invoke(typed) ?? "") with { Failure = Failure?.Invoke(typed) };
    }
}
