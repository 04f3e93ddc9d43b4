using System.Diagnostics;

namespace Crossbar.Tests.Support;

/// <summary>Waits for what another process does.</summary>
internal static class Poll
{
    /// <summary>Waits until a condition holds, and fails where it does not in time.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="failure">What to say where it does not come true.</param>
    public static void Until(Func<bool> condition, TimeSpan patience, Func<string> failure)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < patience, failure());
            Thread.Sleep(TimeSpan.FromMilliseconds(5));
        }
    }
}
