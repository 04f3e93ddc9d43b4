namespace Crossbar.Compiler.Options;

/// <summary>One of the records of <see cref="CompilerOptions"/>: makes the definitions of its options from what gets and sets them there.</summary>
/// <param name="read">The record of all options.</param>
/// <param name="write">All options with another record.</param>
internal sealed class OptionStage<T>(Func<CompilerOptions, T> read, Func<CompilerOptions, T, CompilerOptions> write)
{
    /// <summary>See <see cref="BooleanOption"/>.</summary>
    public BooleanOption Boolean(string name, string description, Func<T, bool> get, Func<T, bool, T> set) =>
        new(name, description, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="ChoiceOption{T}"/>.</summary>
    public ChoiceOption<TChoice> Choice<TChoice>(string name, string description, Func<T, TChoice> get, Func<T, TChoice, T> set)
        where TChoice : struct, Enum => new(name, description, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="IntegerOption"/>.</summary>
    public IntegerOption Integer(string name, string description, NumberRange range, Func<T, int> get, Func<T, int, T> set) =>
        new(name, description, range, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="NumberOption"/>.</summary>
    public NumberOption Number(string name, string description, NumberRange range, Func<T, double?> get, Func<T, double, T> set) =>
        new(name, description, range, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="NumberListOption"/>.</summary>
    public NumberListOption Numbers(string name, string description, NumberRange range, Func<T, ImmutableArray<double>> get, Func<T, ImmutableArray<double>, T> set) =>
        new(name, description, range, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="ShapeOption"/>.</summary>
    public ShapeOption Shape(string name, string description, Func<T, ImmutableArray<int>> get, Func<T, ImmutableArray<int>, T> set) =>
        new(name, description, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="ConversionSignalOption"/>.</summary>
    public ConversionSignalOption Signal(string name, string description, Func<T, ConversionSignal> get, Func<T, ConversionSignal, T> set) =>
        new(name, description, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="PathOption"/>.</summary>
    public PathOption Path(string name, string description, Func<T, string?> get, Func<T, string, T> set) =>
        new(name, description, Get(get), Set(set)) { Stage = typeof(T) };

    /// <summary>See <see cref="TextOption"/>.</summary>
    public TextOption Text(string name, string description, Func<string, string?> whatIsWrong, Func<T, string?> get, Func<T, string, T> set) =>
        new(name, description, whatIsWrong, Get(get), Set(set)) { Stage = typeof(T) };

    private Func<CompilerOptions, TValue> Get<TValue>(Func<T, TValue> get) => options => get(read(options));

    private Func<CompilerOptions, TValue, CompilerOptions> Set<TValue>(Func<T, TValue, T> set) =>
        (options, value) => write(options, set(read(options), value));
}
