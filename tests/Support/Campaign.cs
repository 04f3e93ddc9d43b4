namespace Crossbar.Tests.Support;

/// <summary>
/// Marks the tests that only <c>bash tests/run.sh --all</c> runs: more cases of what other tests check too, or the same at a size that takes long.
/// Each has a test beside it, without the mark, that stands for it in every run.
/// </summary>
internal static class Campaign
{
    /// <summary>The name of the trait.</summary>
    public const string Name = "Campaign";

    /// <summary>Its value: what takes long.</summary>
    public const string Long = "long";
}
