namespace Crossbar.Compiler.Data;

/// <summary>What is wrong with a place of a JSON file.</summary>
internal sealed class PlacedJsonException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="place">Where.</param>
    /// <param name="message">What, and what would be right.</param>
    public PlacedJsonException(PlacedJson place, string message)
        : base(place.Path.Length == 0 ? message : $"{place.Path}: {message}") => (Line, Column) = (place.Line, place.Column);

    /// <summary>Says what is wrong.</summary>
    /// <param name="line">Line in the file, from 1.</param>
    /// <param name="column">Column in the line, from 1.</param>
    /// <param name="message">What, and what would be right.</param>
    public PlacedJsonException(int line, int column, string message)
        : base(message) => (Line, Column) = (line, column);

    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Column in the line, from 1.</summary>
    public int Column { get; }
}
