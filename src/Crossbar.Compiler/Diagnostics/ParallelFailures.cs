using System.Runtime.ExceptionServices;

namespace Crossbar.Compiler.Diagnostics;

/// <summary>A parallel loop whose failures are those of a loop that is not: itself the first in the order of the work, but input errors all together.</summary>
internal static class ParallelFailures
{
    /// <summary>Runs <paramref name="body"/> for 0..count−1: cores begin with the calls in this order, each when it has done another.</summary>
    /// <exception cref="CompilationException">One or more of the calls threw one; holds all their diagnostics.</exception>
    /// <exception cref="Exception">What the first call that failed otherwise threw, where none threw the former.</exception>
    public static void Run(int count, Action<int> body)
    {
        var failures = new Exception?[count];
        var next = -1;
        Parallel.For(0, Math.Min(count, Environment.ProcessorCount), _ =>
        {
            for (var k = Interlocked.Increment(ref next); k < count; k = Interlocked.Increment(ref next))
            {
                try
                {
                    body(k);
                }
                catch (Exception failure)
                {
                    failures[k] = failure;
                }
            }
        });
        var diagnostics = failures.OfType<CompilationException>().SelectMany(f => f.Diagnostics).ToArray();
        if (diagnostics.Length > 0)
            throw new CompilationException([.. diagnostics]);
        if (failures.FirstOrDefault(f => f is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }
}
