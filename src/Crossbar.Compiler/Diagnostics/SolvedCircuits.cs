using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Diagnostics;

/// <summary>Work that solves circuits, in loops of many kinds, some of which gather what their calls throw.</summary>
public static class SolvedCircuits
{
    /// <summary>Does the work.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work.</param>
    /// <exception cref="CompilationException">An array was not solved (CBX0027).</exception>
    public static T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Unsolved(e) is { } failure)
        {
            throw new CompilationException(Descriptors.NotConverged, null, failure.Message);
        }
    }

    private static ConvergenceException? Unsolved(Exception failure) =>
        failure as ConvergenceException ?? (failure as AggregateException)?.Flatten().InnerExceptions.OfType<ConvergenceException>().FirstOrDefault();
}
