namespace Crossbar.Runtime.Tests.Layers;

/// <summary>The layers that most operators are composed of, by their definitions.</summary>
public sealed class GeneralLayerTests
{
    private static readonly float[] X = OneLayer.Numbers(new Random(1), 24, -2, 2);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.7)]
    [InlineData(2.6)]
    [InlineData(-4.2)]
    [InlineData(7)]
    public void The_error_function_is_the_integral_of_the_bell_curve(double x)
    {
        // Simpson's rule.
        const int Steps = 2000;
        double sum = 0;
        for (var k = 0; k <= Steps; k++)
        {
            var t = x * k / Steps;
            sum += Math.Exp(-t * t) * (k is 0 or Steps ? 1 : k % 2 == 1 ? 4 : 2);
        }

        Assert.Equal(2 / Math.Sqrt(Math.PI) * sum * x / Steps / 3, ErrorFunction.Compute(x), 1e-11);
    }

    [Fact]
    public void A_function_meets_every_element_and_none_is_missing()
    {
        foreach (var function in Enum.GetValues<UnaryFunction>())
        {
            var y = Values(function, new TensorShape(2, 3, 4), X);
            for (var k = 0; k < X.Length; k++)
                Assert.Equal(Values(function, new TensorShape(1), [X[k]])[0], y[k]);
        }

        // Traced, for the logarithm of a negative number is no score.
        static float[] Values(UnaryFunction function, TensorShape shape, float[] x) => new CrossbarNetwork(
            OneLayer.Design(new Unary { Name = "f", Inputs = [0], OutputShape = shape, Function = function, Alpha = 0.5f, Beta = 1 }, shape)).Trace(x)[1];
    }

    // [2, 3, 4] with itself, one number, one per channel, one per row, one per column, and both repeated.
    public static TheoryData<int[], int[]> Broadcasts => new()
    {
        { [2, 3, 4], [2, 3, 4] }, { [2, 3, 4], [1] }, { [2, 3, 4], [2, 1, 1] }, { [2, 3, 4], [3, 1] }, { [4], [2, 3, 4] }, { [2, 1, 4], [3, 1] }, { [], [2, 3, 4] }, { [2, 3, 1], [1, 1, 4] },
    };

    [Theory]
    [MemberData(nameof(Broadcasts))]
    public void Values_are_repeated_along_dimensions_of_one(int[] left, int[] right)
    {
        foreach (var function in new[] { BinaryFunction.Subtract, BinaryFunction.Maximum })
        {
            var layers = Operands(left, right, new Binary { Name = "z", Inputs = [1, 2], OutputShape = new TensorShape(2, 3, 4), Function = function, Left = [.. left], Right = [.. right] });
            var z = Run(layers);
            var (x, y) = (((Constant)layers[0]).Values, ((Constant)layers[1]).Values);
            for (var k = 0; k < 24; k++)
            {
                var (a, b) = (x[At(left, k)], y[At(right, k)]);
                Assert.Equal(function == BinaryFunction.Subtract ? a - b : Math.Max(a, b), z[k]);
            }
        }

        // What a condition chooses has the same elements.
        var choice = Operands(left, right, new Where { Name = "z", Inputs = [1, 1, 2], OutputShape = new TensorShape(2, 3, 4), Condition = [.. left], Left = [.. left], Right = [.. right] });
        var chosen = Run(choice);
        for (var k = 0; k < 24; k++)
            Assert.Equal(((Constant)choice[0]).Values[At(left, k)] != 0 ? ((Constant)choice[0]).Values[At(left, k)] : ((Constant)choice[1]).Values[At(right, k)], chosen[k]);
    }

    [Fact]
    public void Shapes_that_do_not_go_together_are_refused()
    {
        Assert.Null(Broadcasting.Join([2, 3], [2]));
        Assert.Throws<ArgumentException>(() => new Broadcasting([2, 3], [4, 3]));
    }

    [Fact]
    public void A_rearrangement_takes_each_element_from_where_its_offsets_say()
    {
        // [2, 3, 4] to [4, 2, 5]: transposed, reversed, padded with a hole, one dimension dropped.
        ImmutableArray<ImmutableArray<int>> offsets = [[3, 2, 1, 0], [12, 0], [0, -1, 4, 8, 8]];
        var y = OneLayer.Run(new Rearrangement { Name = "r", Inputs = [0], OutputShape = new TensorShape(4, 2, 5), Offsets = offsets, Fill = 9 }, new TensorShape(2, 3, 4), X);
        for (var k = 0; k < y.Length; k++)
        {
            var (a, b, c) = (offsets[0][k / 10], offsets[1][k / 5 % 2], offsets[2][k % 5]);
            Assert.Equal(c < 0 ? 9 : X[a + b + c], y[k]);
        }
    }

    [Fact]
    public void Values_are_joined_along_any_dimension()
    {
        var (a, b) = (new Constant { Name = "a", Inputs = [], OutputShape = new TensorShape(2, 2, 3), Values = [.. X[..12]] }, new Constant { Name = "b", Inputs = [], OutputShape = new TensorShape(2, 1, 3), Values = [.. X[12..18]] });
        var joined = Run([a, b, new Concat { Name = "c", Inputs = [1, 2], OutputShape = new TensorShape(2, 3, 3), Turns = 2 }]);
        Assert.Equal([.. X[..6], .. X[12..15], .. X[6..12], .. X[15..18]], joined);
    }

    [Fact]
    public void Reductions_run_over_any_dimensions()
    {
        foreach (var axes in new int[][] { [0], [1], [2], [0, 2], [0, 1, 2] })
        {
            ImmutableArray<int> dimensions = [2, 3, 4];
            var kept = Enumerable.Range(0, 3).Where(axis => !axes.Contains(axis)).Select(axis => dimensions[axis]).ToArray();
            var groups = Enumerable.Range(0, 24).GroupBy(k => string.Join(' ', new[] { k / 12, k / 4 % 3, k % 4 }.Where((_, axis) => !axes.Contains(axis))))
                .Select(g => g.Select(k => (double)X[k]).ToArray()).ToArray();
            foreach (var (function, definition) in Definitions)
            {
                var layer = new Reduce { Name = "r", Inputs = [0], OutputShape = new TensorShape(kept.Length == 0 ? [1] : kept), Function = function, Dimensions = dimensions, Axes = [.. axes] };
                var y = OneLayer.Run(layer, new TensorShape(2, 3, 4), X);
                Assert.Equal(groups.Length, y.Length);
                for (var k = 0; k < y.Length; k++)
                    Assert.Equal(definition(groups[k]), y[k], 1e-4);
            }
        }
    }

    [Fact]
    public void Of_equal_elements_the_first_or_the_last_is_the_greatest()
    {
        float[] x = [1, 3, 2, 3, 0, 0];
        float Place(ReduceFunction function) => OneLayer.Run(new Reduce { Name = "r", Inputs = [0], OutputShape = new TensorShape(1), Function = function, Dimensions = [6], Axes = [0] }, new TensorShape(6), x)[0];
        Assert.Equal([1, 3, 4, 5], new[] { Place(ReduceFunction.ArgMax), Place(ReduceFunction.ArgMaxLast), Place(ReduceFunction.ArgMin), Place(ReduceFunction.ArgMinLast) });
    }

    [Fact]
    public void A_resampling_weighs_the_elements_of_its_line()
    {
        // The middle dimension of [2, 3, 4] to two elements.
        var layer = new Resampling { Name = "r", Inputs = [0], OutputShape = new TensorShape(2, 2, 4), Inner = 4, Size = 3, ResultSize = 2, Sources = [0, 1, 2, 2], Weights = [0.25f, 0.75f, 2, -1] };
        var y = OneLayer.Run(layer, new TensorShape(2, 3, 4), X);
        for (var k = 0; k < 8; k++)
        {
            var (line, column) = (k / 4 * 12, k % 4);
            Assert.Equal((0.25f * X[line + column]) + (0.75f * X[line + 4 + column]), y[(k / 4 * 8) + column], 1e-6f);
            Assert.Equal(X[line + 8 + column], y[(k / 4 * 8) + 4 + column], 1e-6f);
        }
    }

    private static Dictionary<ReduceFunction, Func<double[], double>> Definitions => new()
    {
        [ReduceFunction.Sum] = v => v.Sum(),
        [ReduceFunction.Mean] = v => v.Average(),
        [ReduceFunction.Maximum] = v => v.Max(),
        [ReduceFunction.Minimum] = v => v.Min(),
        [ReduceFunction.Product] = v => v.Aggregate(1.0, (a, b) => a * b),
        [ReduceFunction.L1] = v => v.Sum(Math.Abs),
        [ReduceFunction.L2] = v => Math.Sqrt(v.Sum(a => a * a)),
        [ReduceFunction.SumSquare] = v => v.Sum(a => a * a),
        [ReduceFunction.LogSumExp] = v => Math.Log(v.Sum(Math.Exp)),
    };

    private static ImmutableArray<Layer> Operands(int[] left, int[] right, Layer last)
    {
        return [Operand("x", left, 1), Operand("y", right, 2), last];

        static Constant Operand(string name, int[] dimensions, int seed)
        {
            var count = dimensions.Aggregate(1, (a, b) => a * b);
            // Every third is 0: a condition that does not hold.
            var values = OneLayer.Numbers(new Random(seed), count, -1, 1).Select((v, k) => k % 3 == 2 ? 0 : v);
            return new Constant { Name = name, Inputs = [], OutputShape = new TensorShape(count), Values = [.. values] };
        }
    }

    private static float[] Run(ImmutableArray<Layer> layers)
    {
        var design = new NetworkDesign { InputShape = new TensorShape(1), Layers = layers };
        var y = new float[design.OutputShape.Length];
        new CrossbarNetwork(design).Predict([0f], y);
        return y;
    }

    // The element of an operand that belongs to element k of [2, 3, 4].
    private static int At(int[] dimensions, int k)
    {
        int[] index = [k / 12, k / 4 % 3, k % 4];
        var place = 0;
        for (var axis = 0; axis < dimensions.Length; axis++)
            place = (place * dimensions[axis]) + (dimensions[axis] == 1 ? 0 : index[3 - dimensions.Length + axis]);
        return place;
    }
}
